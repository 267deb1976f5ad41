// What a reading needs. The build puts in each line's place the script that it names.
import "./keys.js";
import "./margin.js";
import "./rail.js";
import "./marks.js";
import "./card.js";
import "./cite.js";
import "./map-follow.js";
