// How maps turn degrees into pixels of their drawing and back, by the words of `data-projection`: `laea` (Lambert), `eqearth`
// (Equal Earth), `mercator`. Declares `folioMap`, to which the scripts of maps add what others may use.
(() => {
  "use strict";
  const radians = (degrees) => (Number(degrees) * Math.PI) / 180;
  const degrees = (angle) => (angle * 180) / Math.PI;
  const LAST = 85.05113;    // degrees beyond which Mercator's square has nothing
  window.folioMap = { projection };

  function projection(words) {
    const [scale, x, y] = words.slice(-3).map(Number);
    const middle = radians(words[1]);
    const turned = (longitude) => {
      const turn = radians(longitude) - middle;
      // A point on the cut belongs to the side from which it is reached.
      return turn > Math.PI ? turn - 2 * Math.PI : turn < -Math.PI ? turn + 2 * Math.PI : turn;
    };
    if (words[0] === "laea") return lambert(turned, middle, radians(words[2]), scale, x, y);
    return words[0] === "mercator" ? mercator(turned, middle, scale, x, y) : equalEarth(turned, middle, scale, x, y);
  }

  function lambert(turned, middle, high, scale, x, y) {
    return {
      forward(longitude, latitude) {
        const [turn, up] = [turned(longitude), radians(latitude)];
        const near = 1 + Math.sin(high) * Math.sin(up) + Math.cos(high) * Math.cos(up) * Math.cos(turn);
        const by = scale * Math.sqrt(2 / Math.max(near, 1e-12));
        return [
          x + by * Math.cos(up) * Math.sin(turn),
          y - by * (Math.cos(high) * Math.sin(up) - Math.sin(high) * Math.cos(up) * Math.cos(turn)),
        ];
      },
      inverse(left, top) {
        const [right, up] = [(left - x) / scale, (y - top) / scale];
        const far = Math.hypot(right, up);
        if (far < 1e-12) return [degrees(middle), degrees(high)];
        const angle = 2 * Math.asin(Math.min(1, far / 2));
        const latitude = Math.asin(Math.cos(angle) * Math.sin(high) + (up * Math.sin(angle) * Math.cos(high)) / far);
        const longitude = middle + Math.atan2(right * Math.sin(angle), far * Math.cos(high) * Math.cos(angle) - up * Math.sin(high) * Math.sin(angle));
        return [degrees(longitude), degrees(latitude)];
      },
    };
  }

  function mercator(turned, middle, scale, x, y) {
    return {
      forward(longitude, latitude) {
        const up = radians(Math.min(LAST, Math.max(-LAST, latitude)));
        return [x + scale * turned(longitude), y - scale * Math.log(Math.tan(Math.PI / 4 + up / 2))];
      },
      inverse: (left, top) => [degrees(middle + (left - x) / scale), degrees(2 * Math.atan(Math.exp((y - top) / scale)) - Math.PI / 2)],
    };
  }

  function equalEarth(turned, middle, scale, x, y) {
    const [a, b, c, d] = [1.340264, -0.081106, 0.000893, 0.003796];
    const ratio = Math.sqrt(3) / 2;
    const slope = (square) => a + 3 * b * square + square ** 3 * (7 * c + 9 * d * square);
    const height = (parameter) => {
      const square = parameter * parameter;
      return parameter * (a + b * square + square ** 3 * (c + d * square));
    };
    return {
      forward(longitude, latitude) {
        const parameter = Math.asin(ratio * Math.sin(radians(latitude)));
        return [x + (scale * turned(longitude) * Math.cos(parameter)) / (ratio * slope(parameter * parameter)), y - scale * height(parameter)];
      },
      inverse(left, top) {
        const up = (y - top) / scale;
        let parameter = up / a;
        // Newton's steps: four are exact to the last digit that a pixel asks for.
        for (let step = 0; step < 6; step += 1) parameter -= (height(parameter) - up) / slope(parameter * parameter);
        parameter = Math.min(Math.PI / 3, Math.max(-Math.PI / 3, parameter));
        const turn = ((left - x) / scale) * ratio * slope(parameter * parameter) / Math.cos(parameter);
        return [degrees(middle + Math.min(Math.PI, Math.max(-Math.PI, turn))), degrees(Math.asin(Math.sin(parameter) / ratio))];
      },
    };
  }
})();
