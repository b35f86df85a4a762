/** What AWS's own services make of our messages and patterns, as far as LocalStack has them. */
@NullMarked
package rdsalert.containers;

import org.jspecify.annotations.NullMarked;
