package ai.returning.routes.service;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Leaves out what only a service needs, so that a one-shot command starts sooner: health, metrics, web. */
final class OneShotFilter implements AutoConfigurationImportFilter, EnvironmentAware {
    private boolean oneShot;

    @Override
    public void setEnvironment(Environment environment) {
        oneShot = ServiceMode.ONE_SHOT.word().equals(environment.getProperty(ServiceMode.PROPERTY));
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            wanted[i] = !oneShot || needed(classes[i]);
        }
        return wanted;
    }

    /** Of Spring Boot only what Camel asks for; all of Camel. */
    private static boolean needed(@Nullable String name) {
        return name != null
                && (!name.startsWith("org.springframework.boot.")
                        || name.startsWith("org.springframework.boot.autoconfigure.context.")
                        || name.startsWith("org.springframework.boot.autoconfigure.availability."));
    }
}
