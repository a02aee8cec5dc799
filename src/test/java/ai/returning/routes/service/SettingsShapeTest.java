package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.shape.Misfit;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsShapeTest {

    @Test
    void findsWhateverDoesNotFit() {
        String yaml = """
                returning-ai:
                  dta-dir: x
                  client:
                    retries: { attempts: three, share: 2 }
                    answer-timeout: 20 secs
                  sources:
                    customers: { copy: sometimes, fetch-rows: 0 }
                  sync:
                    lookups: [10s, later]
                    resend-overwrite: always
                  emulator: { port: "${RAI_EMULATOR_PORT:many}" }
                  schedule: { enabled: "${RAI_SCHEDULE_ENABLED:true}" }
                """;

        assertThat(misfits(yaml))
                .containsExactly(
                        "f:2 'dta-dir' is not known here → data-dir",
                        "f:4 'three' does not fit → a whole number from 1 on",
                        "f:4 '2' does not fit → a number from 0 to 1",
                        "f:5 '20 secs' does not fit → a time such as 500ms, 30s, 5m, 1h or 14d",
                        "f:7 'sometimes' is not one of auto, off → auto or off",
                        "f:7 '0' does not fit → a whole number from 1 on",
                        "f:9 'later' does not fit → a time such as 500ms, 30s, 5m, 1h or 14d",
                        "f:10 'always' is not one of after-lookup, never → after-lookup or never",
                        "f:11 'many' does not fit → a whole number from 0 to 65535");
    }

    @Test
    void leavesOtherKeysToSpringAndRoutesToTheirAuthors() {
        assertThat(misfits("server: { port: x }\nreturning-ai: { routes: { my-flow: { threshold: 5 } } }\n"))
                .isEmpty();
    }

    private static List<String> misfits(String yaml) {
        return SettingsShape.shape().misfits(Yaml.parse("f", yaml)).stream()
                .map(Misfit::line)
                .toList();
    }
}
