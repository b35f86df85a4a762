/** What a team does not want to be woken for: its exceptions, and what they say of a hit. */
@NullMarked
package rdsalert.silence;

import org.jspecify.annotations.NullMarked;
