/** What an explanation leaves behind: names, folders, files, progress. */
@NullMarked
package fovea.app.explain.result;

import org.jspecify.annotations.NullMarked;
