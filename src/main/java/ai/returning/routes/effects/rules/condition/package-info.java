/** The small language of conditions: typed when it is read, three-valued like SQL, and able to say why not. */
@NullMarked
package ai.returning.routes.effects.rules.condition;

import org.jspecify.annotations.NullMarked;
