package ai.returning.routes.emulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The vendor does not describe this behaviour publicly: it is our choice. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Assumed {
    /** Why this choice. */
    String why();
}
