/** Rules about settings: that they are declared, fit, and hold no secret. */
@NullMarked
package ai.returning.routes.lint.settings;

import org.jspecify.annotations.NullMarked;
