package ai.returning.routes.client;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.WebhookMark;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configured incoming webhooks, each for one operation. */
final class Webhooks {
    private final Map<String, IncomingWebhook> byName;

    /** Refuses a webhook for an operation that is none. */
    Webhooks(Contract contract, Map<String, IncomingWebhook> byName) {
        this.byName = byName;
        byName.values().forEach(webhook -> {
            Operation operation = contract.operation(webhook.operation());
            if (WebhookMark.replaced(operation).isEmpty()) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        webhook.setting("operation") + ": " + operation.id()
                                + " is no incoming webhook. Use one with the mark " + WebhookMark.MARK
                                + " in the contract.");
            }
        });
    }

    /**
     * The webhook a call names; null if it names none.
     *
     * @throws RaiException PARAMETER_INVALID for a name that is not configured, or is of another operation
     */
    @Nullable
    IncomingWebhook of(Operation operation, Map<String, String> parameters) {
        String name = parameters.get(WebhookMark.NAME);
        if (name == null || WebhookMark.replaced(operation).isEmpty()) {
            return null;
        }
        IncomingWebhook found = byName.get(name);
        if (found != null && found.operation().equals(operation.id())) {
            return found;
        }
        List<String> fitting = byName.values().stream()
                .filter(webhook -> webhook.operation().equals(operation.id()))
                .map(IncomingWebhook::name)
                .sorted()
                .toList();
        throw new RaiException(
                ErrorCode.PARAMETER_INVALID,
                "Webhook '" + name + "' is not set up for " + operation.id() + "." + Nearest.hint(name, fitting)
                        + (found == null
                                ? " Set the URL from the panel as returning-ai.webhooks." + name + ".url"
                                : " It is set up for " + found.operation())
                        + (fitting.isEmpty() ? "." : "; known are " + String.join(", ", fitting) + "."));
    }
}
