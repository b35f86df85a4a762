/** What is asked of services now and then: a team's parameters, the events of the stack. */
@NullMarked
package rdsalert.parameters;

import org.jspecify.annotations.NullMarked;
