package ai.returning.routes.service;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Keeps Spring Boot from printing a failed start: the launcher prints it, once and readably. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class QuietFailureReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        return true;
    }
}
