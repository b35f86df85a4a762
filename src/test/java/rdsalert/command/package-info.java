@NullMarked
package rdsalert.command;

import org.jspecify.annotations.NullMarked;
