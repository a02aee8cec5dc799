package ai.returning.routes.emulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The vendor describes this behaviour publicly. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Documented {
    /** Address of the page. */
    String page();

    /** What in this behaviour is our choice all the same; empty where nothing is. It makes the behaviour partial. */
    String except() default "";

    /** Year and month in which the page was known to say so. */
    String asOf();
}
