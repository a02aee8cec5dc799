package ai.returning.routes.service;

import ai.returning.routes.client.IncomingWebhook;
import ai.returning.routes.codec.AesCodec;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.WebhookMark;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.service.InboxProperties.Encryption;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The incoming webhooks of the tenant that are set up: those with a URL. */
public final class ConfiguredWebhooks {
    static final String PREFIX = SettingsShape.ROOT + ".webhooks.";

    private final Map<String, IncomingWebhook> byName;

    private ConfiguredWebhooks(Map<String, IncomingWebhook> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** None at all. */
    static ConfiguredWebhooks none() {
        return new ConfiguredWebhooks(Map.of());
    }

    /**
     * Those of the settings.
     *
     * @throws RaiException CONFIG_INVALID for the first that cannot be used
     */
    static ConfiguredWebhooks of(ReturningAiProperties properties, Contract contract) {
        Map<String, IncomingWebhook> all = new TreeMap<>();
        properties.webhooks().forEach((name, webhook) -> {
            if (!webhook.url().isBlank()) {
                all.put(name, webhook(properties, contract, name, webhook));
            }
        });
        return new ConfiguredWebhooks(all);
    }

    /** The same names, each at the emulator, so that no call can leave the machine. */
    static ConfiguredWebhooks at(Emulator emulator, String key, ReturningAiProperties properties, Contract contract) {
        Map<String, IncomingWebhook> all = new TreeMap<>();
        properties.webhooks().forEach((name, webhook) -> {
            String operation = operation(contract, name, webhook.operation()).id();
            all.put(name, IncomingWebhook.of(name, operation, emulator.webhookUrl(operation), key, null));
        });
        return new ConfiguredWebhooks(all);
    }

    /** What is wrong with each that cannot be used, a sentence each; nothing of it is secret. */
    static List<RaiException> problems(ReturningAiProperties properties, Contract contract) {
        List<RaiException> problems = new ArrayList<>();
        properties.webhooks().forEach((name, webhook) -> {
            try {
                if (!webhook.url().isBlank()) {
                    webhook(properties, contract, name, webhook);
                }
            } catch (RaiException e) {
                problems.add(e);
            }
        });
        return problems;
    }

    private static IncomingWebhook webhook(
            ReturningAiProperties properties, Contract contract, String name, WebhookProperties webhook) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,59}")) {
            throw wrong(PREFIX + name, "must be named by lower-case letters, digits and '-', at most 60");
        }
        String operation = operation(contract, name, webhook.operation()).id();
        return IncomingWebhook.of(name, operation, webhook.url(), webhook.key(), codec(properties, name, webhook));
    }

    private static Operation operation(Contract contract, String name, String id) {
        List<String> known = contract.operations().stream()
                .filter(one -> WebhookMark.replaced(one).isPresent())
                .map(Operation::id)
                .toList();
        if (!known.contains(id)) {
            throw wrong(
                    PREFIX + name + ".operation",
                    "is '" + id + "', which is no incoming webhook." + Nearest.hint(id, known) + " Known: "
                            + String.join(", ", known));
        }
        return contract.operation(id);
    }

    private static @Nullable AesCodec codec(ReturningAiProperties properties, String name, WebhookProperties webhook) {
        Encryption encryption = webhook.encryption();
        String setting = PREFIX + name + ".encryption.";
        if (!encryption.enabled()) {
            if (!encryption.secret().isBlank()) {
                throw wrong(
                        setting + "enabled", "is false, but a secret is set: set it to true, or leave the secret out");
            }
            return null;
        }
        if (!encryption.previousSecret().isBlank()) {
            throw wrong(setting + "previous-secret", "is for webhooks that come in; who sends has one secret");
        }
        InboxProperties inbox = properties.inbox();
        return InboxEndpoints.encryption(
                setting + "secret",
                encryption,
                InboxEndpoints.or(encryption.markerHeader(), inbox.markerHeader()),
                inbox.markerValue());
    }

    /** All, for the client. */
    Map<String, IncomingWebhook> byName() {
        return byName;
    }

    /** Names, for a person. */
    Collection<String> names() {
        return byName.keySet();
    }

    /**
     * Refuses a call by a webhook that is not set up for it.
     *
     * @param name empty if only the message tells
     */
    void require(Operation operation, String name) {
        if (name.isEmpty()) {
            return;
        }
        IncomingWebhook webhook = byName.get(name);
        if (webhook == null) {
            throw wrong(
                    PREFIX + name + ".url",
                    "is empty, and a route calls " + operation.id() + " by it." + Nearest.hint(name, byName.keySet())
                            + " Set it to the URL from the panel, by an environment variable");
        }
        if (!webhook.operation().equals(operation.id())) {
            throw wrong(
                    PREFIX + name + ".operation",
                    "is " + webhook.operation() + ", but a route calls " + operation.id() + " by it");
        }
    }

    private static RaiException wrong(String setting, String rule) {
        return new RaiException(ErrorCode.CONFIG_INVALID, setting + " " + rule + ".");
    }

    /** Names only. */
    @Override
    public String toString() {
        return "ConfiguredWebhooks" + byName.keySet();
    }
}
