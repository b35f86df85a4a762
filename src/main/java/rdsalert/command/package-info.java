/** Commands of the AWS CLI, ready to paste: about any caller, and from a rule's templates. */
@NullMarked
package rdsalert.command;

import org.jspecify.annotations.NullMarked;
