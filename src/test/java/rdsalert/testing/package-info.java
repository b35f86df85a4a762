/** Local stand-ins for the services around the function, for tests that cross a real wire. */
@NullMarked
package rdsalert.testing;

import org.jspecify.annotations.NullMarked;
