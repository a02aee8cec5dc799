package ai.returning.routes.contract;

import ai.returning.routes.contract.Paging.Style;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code x-rai-paging}. */
final class PagingForms {
    private static final Set<String> KEYS =
            Set.of("style", "parameter", "limit", "first", "size", "items", "more", "next", "id");

    private PagingForms() {}

    static Paging read(YamlNode node, List<ApiParameter> parameters) {
        node.onlyKeys(KEYS);
        Style style = Fields.word(node.require("style"), Style.class);
        Paging paging = new Paging(
                style,
                place(node.require("parameter"), parameters),
                node.find("limit").map(limit -> place(limit, parameters)),
                node.find("first").map(PagingForms::count).orElse(style == Style.SKIP ? 0 : 1),
                Fields.smallNumber(node, "size"),
                Fields.pointer(node, "items"),
                node.find("more").map(Fields::pointer),
                node.find("next").map(Fields::pointer),
                node.find("id").map(Fields::pointer));
        if (style == Style.CURSOR && paging.next().isEmpty()) {
            throw node.wrong(ErrorCode.CONTRACT_INVALID, "style cursor needs 'next', where the answer names the next");
        }
        if (style == Style.FIXED && paging.limit().isPresent()) {
            throw node.wrong(ErrorCode.CONTRACT_INVALID, "style fixed has no 'limit': the caller cannot choose it");
        }
        return paging;
    }

    /** A parameter of the operation, or a pointer into its body. */
    private static String place(YamlNode node, List<ApiParameter> parameters) {
        if (Paging.inBody(node.text())) {
            return Fields.pointer(node);
        }
        List<String> known = parameters.stream().map(ApiParameter::name).toList();
        if (!known.contains(node.text())) {
            throw node.wrong(
                    ErrorCode.CONTRACT_INVALID,
                    "the operation has no parameter '" + node.text() + "'." + Nearest.hint(node.text(), known)
                            + " A place in the body is written as a JSON pointer");
        }
        return node.text();
    }

    private static int count(YamlNode node) {
        Optional<Integer> count =
                node.text().matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(node.text())) : Optional.empty();
        return count.orElseThrow(
                () -> node.wrong(ErrorCode.CONTRACT_INVALID, "'" + node.text() + "' is not a whole number from 0 on"));
    }
}
