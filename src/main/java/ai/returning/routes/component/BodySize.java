package ai.returning.routes.component;

import com.fasterxml.jackson.databind.JsonNode;

/** Tells a body that is too large without writing it: counts its texts and digits, not the escapes. */
final class BodySize {
    private long left;

    private BodySize(long limit) {
        this.left = limit;
    }

    static boolean fits(JsonNode body, long limit) {
        BodySize size = new BodySize(limit);
        size.count(body);
        return size.left >= 0;
    }

    private void count(JsonNode node) {
        if (left < 0) {
            return;
        }
        if (node.isContainerNode()) {
            left -= 2;
            if (node.isObject()) {
                node.fieldNames().forEachRemaining(name -> left -= name.length() + 4);
            }
            node.forEach(this::count);
        } else {
            left -= node.isTextual() ? node.textValue().length() + 2 : 1;
        }
    }
}
