/** The Camel component returning-ai: one operation of the API as a step of any route. */
@NullMarked
package ai.returning.routes.component;

import org.jspecify.annotations.NullMarked;
