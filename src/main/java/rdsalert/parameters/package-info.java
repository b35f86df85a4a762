/** What a team keeps in Systems Manager's Parameter Store. */
@NullMarked
package rdsalert.parameters;

import org.jspecify.annotations.NullMarked;
