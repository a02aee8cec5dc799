package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the form of {@code x-rai-identity} and {@code x-rai-tenant-check} where their lines are known. */
final class IdentityForms {
    private IdentityForms() {}

    /** @param paged whether the operation is a list */
    static void checkIdentity(YamlNode mark, List<ApiParameter> parameters, boolean paged) {
        mark.onlyKeys(Set.of("ask", "shows"));
        if (mark.find("ask").isEmpty() && !paged) {
            throw mark.wrong(
                    ErrorCode.CONTRACT_INVALID,
                    "without 'ask' the operation must be a list of users with x-rai-paging");
        }
        mark.find("ask")
                .ifPresent(ask -> ask.pairs().forEach(way -> {
                    Fields.word(way.getKey(), UserKind.class);
                    checkRequest(way.getValue(), parameters);
                }));
        for (Map.Entry<YamlNode, YamlNode> shown : mark.require("shows").pairs()) {
            Fields.word(shown.getKey(), UserKind.class);
            Fields.pointer(shown.getValue());
        }
    }

    private static void checkRequest(YamlNode request, List<ApiParameter> parameters) {
        request.onlyKeys(Set.of("parameters", "body"));
        List<String> known = parameters.stream().map(ApiParameter::name).toList();
        request.find("parameters")
                .ifPresent(given -> given.entries().forEach((name, value) -> {
                    if (!known.contains(name)) {
                        throw value.wrong(
                                ErrorCode.CONTRACT_INVALID,
                                "the operation has no parameter '" + name + "'." + Nearest.hint(name, known));
                    }
                }));
        if (!names(request)) {
            throw request.wrong(
                    ErrorCode.CONTRACT_INVALID,
                    "'" + IdentityMark.VALUE + "' stands nowhere, so the request would ask for nobody");
        }
    }

    private static boolean names(YamlNode node) {
        if (node.isMap()) {
            return node.entries().values().stream().anyMatch(IdentityForms::names);
        }
        return node.isList()
                ? node.items().stream().anyMatch(IdentityForms::names)
                : node.text().equals(IdentityMark.VALUE);
    }

    static void checkTenant(YamlNode mark) {
        mark.onlyKeys(Set.of("items", "community", "accepted", "refused"));
        mark.find("items").ifPresent(Fields::pointer);
        mark.find("community").ifPresent(Fields::pointer);
        mark.find("accepted").ifPresent(word -> {
            if (!List.of("proof", "no-proof").contains(word.text())) {
                throw word.wrong(ErrorCode.CONTRACT_INVALID, "'" + word.text() + "' must be proof or no-proof");
            }
        });
        mark.find("refused").ifPresent(list -> list.items().forEach(IdentityForms::checkStatus));
        if (mark.find("community").isEmpty() && mark.find("refused").isEmpty()) {
            throw mark.wrong(
                    ErrorCode.CONTRACT_INVALID,
                    "without 'community' and 'refused' no answer could ever show another community");
        }
    }

    private static void checkStatus(YamlNode status) {
        if (!status.text().matches("4[0-9]{2}")) {
            throw status.wrong(ErrorCode.CONTRACT_INVALID, "'" + status.text() + "' is not a status from 400 to 499");
        }
    }
}
