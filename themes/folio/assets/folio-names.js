// The list of all names.
import "./keys.js";
import "./names.js";
