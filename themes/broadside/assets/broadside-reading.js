// What a reading needs of folio's scripts.
import "./keys.js";
import "./marks.js";
import "./card.js";
import "./cite.js";
