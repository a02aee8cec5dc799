package ai.returning.routes.service.doctor;

import ai.returning.routes.service.ReturningAiProperties;
import ai.returning.routes.service.WebhookProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The webhooks of the tenant that enabled flows call. They are only looked at: a request to one would act. What is wrong
 * with a URL or key shows before, when the settings are read.
 */
final class WebhookCheck {
    private WebhookCheck() {}

    /** @param used names in rules and routes of enabled flows */
    static List<Finding> check(ReturningAiProperties properties, Set<String> used) {
        Map<String, WebhookProperties> known = new TreeMap<>(properties.webhooks());
        List<Finding> found = new ArrayList<>();
        for (String name : used) {
            WebhookProperties webhook = known.get(name);
            if (webhook == null || webhook.url().isBlank()) {
                found.add(Finding.fail(
                        area(name),
                        "url",
                        "an enabled flow calls it, and it has no URL",
                        "set returning-ai.webhooks." + name + ".url to the URL from the panel"));
            } else {
                found.add(Finding.ok(area(name), "settings", words(webhook)));
            }
        }
        return found;
    }

    private static String area(String name) {
        return "webhook " + name;
    }

    private static String words(WebhookProperties webhook) {
        String key = webhook.key().isBlank() ? "no key" : "a key";
        String encryption = webhook.encryption().enabled()
                ? "encrypted by " + webhook.encryption().mode()
                : "not encrypted";
        return "for " + webhook.operation() + ", " + key + ", " + encryption + "; not called, for a call would act";
    }
}
