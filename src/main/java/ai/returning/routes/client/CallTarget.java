package ai.returning.routes.client;

import ai.returning.routes.contract.ApiParameter;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.WebhookMark;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The URL and the header parameters of a call. */
record CallTarget(URI uri, Map<String, String> headers) {
    private static final Map<String, Pattern> FORMS = Map.of(
            "integer", Pattern.compile("-?[0-9]+"),
            "number", Pattern.compile("-?[0-9]+(\\.[0-9]+)?"),
            "boolean", Pattern.compile("true|false"));
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    /**
     * Places the parameters.
     *
     * @throws RaiException PARAMETER_INVALID for one that is unknown, missing or of the wrong type
     */
    static CallTarget of(String base, Operation operation, Map<String, String> values) {
        refuseUnknown(operation, values);
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new LinkedHashMap<>();
        for (ApiParameter parameter : operation.parameters()) {
            String value = values.get(parameter.name());
            if (value == null) {
                refuseMissing(operation, parameter, values.keySet());
                continue;
            }
            check(operation, parameter, value);
            switch (parameter.in()) {
                case PATH -> path = path.replace("{" + parameter.name() + "}", PercentEncoding.encode(value));
                case QUERY ->
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(PercentEncoding.encode(parameter.name()))
                            .append('=')
                            .append(PercentEncoding.encode(value));
                case HEADER -> headers.put(parameter.name(), value);
                case SETTING -> {} // the webhook it names has a URL of its own
            }
        }
        return new CallTarget(URI.create(base + path + query), headers);
    }

    /**
     * The whole URL of a configured webhook; nothing of the call is put into it.
     *
     * @throws RaiException PARAMETER_INVALID for a parameter beside the name of the webhook
     */
    static CallTarget of(IncomingWebhook webhook, Operation operation, Map<String, String> values) {
        refuseUnknown(operation, values);
        for (String name : values.keySet()) {
            if (!name.equals(WebhookMark.NAME)) {
                throw wrong(
                        operation, name, "does not go with '" + WebhookMark.NAME + "', which has a URL of its own.");
            }
        }
        return new CallTarget(webhook.url(), Map.of());
    }

    /** Without the URL, which may be a secret as a whole, and without values of headers. */
    @Override
    public String toString() {
        return "CallTarget[headers=" + headers.keySet() + "]";
    }

    private static void refuseUnknown(Operation operation, Map<String, String> values) {
        if (values.isEmpty()) {
            return;
        }
        List<String> known =
                operation.parameters().stream().map(ApiParameter::name).toList();
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw wrong(
                        operation,
                        name,
                        "is not known." + Nearest.hint(name, known) + " Known: "
                                + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
            }
        }
    }

    private static void refuseMissing(Operation operation, ApiParameter parameter, Set<String> given) {
        if (parameter.isMissing(given)) {
            throw wrong(operation, parameter.name(), "is missing. " + parameter.description());
        }
    }

    private static void check(Operation operation, ApiParameter parameter, String value) {
        Pattern form = FORMS.get(parameter.type());
        if (form != null && !form.matcher(value).matches()) {
            throw wrong(
                    operation,
                    parameter.name(),
                    "must be of type " + parameter.type() + ", not '" + Redaction.person(value) + "'.");
        }
        // such a segment would lead to another route
        if (parameter.in() == ApiParameter.In.PATH && (value.isBlank() || value.equals(".") || value.equals(".."))) {
            throw wrong(operation, parameter.name(), "must not be blank, '.' or '..', for it is a part of the path.");
        }
        if (parameter.in() == ApiParameter.In.HEADER
                && !PRINTABLE.matcher(value).matches()) {
            throw wrong(operation, parameter.name(), "holds a character that a header cannot carry.");
        }
    }

    private static RaiException wrong(Operation operation, String parameter, String problem) {
        return new RaiException(
                ErrorCode.PARAMETER_INVALID,
                "Parameter '" + Redaction.clip(parameter, 60) + "' of " + operation.id() + " " + problem.strip());
    }
}
