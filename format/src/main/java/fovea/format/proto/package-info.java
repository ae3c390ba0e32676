/** Protobuf messages, field by field: what the readers and writers of such files share. */
@NullMarked
package fovea.format.proto;

import org.jspecify.annotations.NullMarked;
