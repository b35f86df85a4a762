@NullMarked
package rdsalert.render;

import org.jspecify.annotations.NullMarked;
