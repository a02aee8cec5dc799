package ai.returning.routes.service;

import java.util.Locale;

/** What the application was started for. */
enum ServiceMode {
    SERVICE,
    ONE_SHOT,
    STATE_ONLY;

    static final String PROPERTY = "returning-ai.mode";

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
