package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Operations that are incoming webhooks ({@code x-rai-webhook}): each has a whole URL of its own, copied from the panel.
 * The mark names the parameter of the path that a configured webhook replaces.
 */
public final class WebhookMark {
    /** The mark in the contract. */
    public static final String MARK = "x-rai-webhook";
    /** The parameter of a call that names one of {@code returning-ai.webhooks}; it stays here. */
    public static final String NAME = "webhook";

    private WebhookMark() {}

    /** The parameter of the path that a configured webhook replaces; empty if the operation is no webhook. */
    public static Optional<String> replaced(Operation operation) {
        return Optional.ofNullable(operation.definition().path(MARK).textValue());
    }

    /** The parameters of an operation, those of a webhook with the choice between its id and its name. */
    static List<ApiParameter> parameters(Optional<YamlNode> mark, List<ApiParameter> declared) {
        if (mark.isEmpty()) {
            return declared;
        }
        String replaced = mark.get().text();
        if (declared.stream().noneMatch(parameter -> isInPath(parameter, replaced))) {
            throw mark.get()
                    .wrong(
                            ErrorCode.CONTRACT_INVALID,
                            "'" + replaced + "' is no parameter of the path of this operation");
        }
        List<ApiParameter> all = new ArrayList<>();
        for (ApiParameter parameter : declared) {
            all.add(isInPath(parameter, replaced) ? optional(parameter) : parameter);
        }
        all.add(new ApiParameter(
                NAME,
                ApiParameter.In.SETTING,
                false,
                "string",
                "One of returning-ai.webhooks, in place of '" + replaced + "': its URL, key and encryption are used."));
        return List.copyOf(all);
    }

    private static boolean isInPath(ApiParameter parameter, String name) {
        return parameter.in() == ApiParameter.In.PATH && parameter.name().equals(name);
    }

    private static ApiParameter optional(ApiParameter parameter) {
        return new ApiParameter(
                parameter.name(),
                parameter.in(),
                false,
                parameter.type(),
                parameter.description(),
                parameter.allowed());
    }
}
