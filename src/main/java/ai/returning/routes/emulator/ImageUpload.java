package ai.returning.routes.emulator;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes images for messages. */
final class ImageUpload {
    private static final String PART = "images";

    private final Community community;
    private final Knobs knobs;

    ImageUpload(Community community, Knobs knobs) {
        this.community = community;
        this.knobs = knobs;
    }

    @Behaviour(
            of = "uploadMessageImage",
            does =
                    "Takes one or more parts named images and answers a bare list of them; no image, another kind of file"
                            + " or more than 10 MiB (a knob) is 400. The addresses lead nowhere.")
    @Documented(
            page = "https://dev.returning.ai/api-30067562",
            asOf = "2026-04",
            except = "several parts, kinds and size, and the answers to errors")
    HttpReply upload(Call call) throws RefusedException, IOException {
        List<Multipart.Part> parts = Multipart.parts(call.contentType(), call.body()).stream()
                .filter(part -> part.name().equals(PART))
                .toList();
        if (parts.isEmpty()) {
            throw RefusedException.partial(400, "Part " + PART + " is missing");
        }
        ArrayNode list = Json.MAPPER.createArrayNode();
        Deed deed = Deed.of(call);
        for (Multipart.Part part : parts) {
            ObjectNode image = image(part);
            list.add(image);
            deed.thing("image", "create", image);
        }
        community.commit(deed);
        return HttpReply.json(200, list, call.operation().evidence());
    }

    private ObjectNode image(Multipart.Part part) throws RefusedException {
        if (part.content().length > knobs.maxBytes) {
            throw BulkUpdateHandler.tooLarge(knobs.maxBytes);
        }
        String type = type(part.content());
        if (type == null) {
            throw RefusedException.assumed(400, "File is no image");
        }
        String id = "img-" + Ids.fresh(community.now());
        String name = part.fileName() == null || part.fileName().isEmpty() ? id : part.fileName();
        return Things.object()
                .put("id", id)
                .put("name", name)
                .put("url", "https://cdn.emulator.invalid/" + id)
                .put("type", type)
                .put("size", part.content().length);
    }

    /** The media type after the first bytes, or null. */
    private static @Nullable String type(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, 12), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n")) {
            return "image/png";
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (head.startsWith("GIF8")) {
            return "image/gif";
        }
        return head.startsWith("RIFF") && head.endsWith("WEBP") ? "image/webp" : null;
    }
}
