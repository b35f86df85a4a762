/** Measures the function against a floor and a rival: see docs/performance.md. */
@NullMarked
package rdsalert.bench;

import org.jspecify.annotations.NullMarked;
