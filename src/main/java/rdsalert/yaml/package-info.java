/** Rules as people write them. The function reads them as the build packs them, without this. */
@NullMarked
package rdsalert.yaml;

import org.jspecify.annotations.NullMarked;
