/** The verbs about models as such: models, summary, convert, weights. */
@NullMarked
package fovea.app.models;

import org.jspecify.annotations.NullMarked;
