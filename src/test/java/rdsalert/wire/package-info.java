/** Plays the packaged functions on a bad network, and judges them by what SNS took. */
@NullMarked
package rdsalert.wire;

import org.jspecify.annotations.NullMarked;
