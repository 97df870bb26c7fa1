'use strict';
// Whatever this Node is, its program has to start: what older ones cannot read is in another file.
try {
  if (parseInt(process.versions.node, 10) >= 18) require('./guest.cjs');
} catch (trouble) {
  // nobody is told
}
