// The search.
import "./keys.js";
import "./search-index.js";
import "./search.js";
