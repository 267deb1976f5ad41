// The map of all places.
import "./keys.js";
import "./map-projection.js";
import "./map-rows.js";
import "./map-view.js";
import "./map-names.js";
import "./map-gather.js";
import "./map-furniture.js";
import "./map-places.js";
import "./map-detail.js";
import "./map-list.js";
import "./map-route.js";
import "./map-card.js";
import "./map-streets.js";
