/** Rules about endpoints: components, their options, operations of the API, Kamelets. */
@NullMarked
package ai.returning.routes.lint.endpoint;

import org.jspecify.annotations.NullMarked;
