package ai.returning.routes.emulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that imitates the vendor. Each one also carries {@link Documented} or {@link Assumed}; the reference
 * page of the emulator is made from these marks.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Behaviour {
    /** What the reader looks for: an operation id, or a subject such as {@code keys}. */
    String of();

    /** One sentence on what the emulator does. */
    String does();
}
