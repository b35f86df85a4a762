/** What a person types behind the name of a command. */
@NullMarked
package rdsalert.local.arguments;

import org.jspecify.annotations.NullMarked;
