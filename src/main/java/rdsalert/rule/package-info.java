/** Detection rules and the verdicts they give on an event. */
@NullMarked
package rdsalert.rule;

import org.jspecify.annotations.NullMarked;
