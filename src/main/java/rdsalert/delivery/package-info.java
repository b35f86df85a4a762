/** The use case: from an event to an alert that was delivered, or that is kept until it is. */
@NullMarked
package rdsalert.delivery;

import org.jspecify.annotations.NullMarked;
