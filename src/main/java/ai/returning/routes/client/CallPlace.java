package ai.returning.routes.client;

import ai.returning.routes.contract.Operation;
import java.util.function.UnaryOperator;

/**
 * Where a call goes, in words for a person: nothing in them is secret.
 *
 * @param call what stands at the begin of each message
 * @param key the setting or variable with the key
 * @param host the setting with the host
 * @param route the settings with the place of the operation
 * @param clean takes all secrets out of a text
 */
record CallPlace(String call, String key, String host, String route, UnaryOperator<String> clean) {

    static CallPlace of(Operation operation, String base, Authenticator authenticator) {
        String place = "returning-ai.operations." + operation.id();
        return new CallPlace(
                operation.id() + " (" + operation.method() + " " + operation.path() + " on server " + operation.server()
                        + ", " + base + ") ",
                authenticator.whereKeyStands(operation),
                "returning-ai.servers." + operation.server(),
                place + ".path or .server",
                authenticator::withoutKeys);
    }

    /** Of a webhook not even the host is told. */
    static CallPlace of(Operation operation, IncomingWebhook webhook, Authenticator authenticator) {
        return new CallPlace(
                operation.id() + " (webhook " + webhook.name() + ") ",
                webhook.setting("key"),
                webhook.setting("url"),
                webhook.setting("url"),
                text -> webhook.clean(authenticator.withoutKeys(text)));
    }
}
