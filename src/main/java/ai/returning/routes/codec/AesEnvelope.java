package ai.returning.routes.codec;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How initialisation vector, data and tag travel. */
public enum AesEnvelope {
    /** {@code {"iv":…,"data":…,"tag":…}}. */
    JSON("application/json") {
        @Override
        Parts open(AesSettings form, byte[] body, MessageHeaders headers) throws RefusedException {
            JsonNode json = tree(body);
            byte[] tag = form.mode().tag() == 0
                    ? new byte[0]
                    : member(form, json, form.names().tag());
            return new Parts(
                    member(form, json, form.names().iv()),
                    member(form, json, form.names().data()),
                    tag);
        }

        @Override
        Sealed seal(AesSettings form, Parts parts) {
            ObjectNode json = Json.MAPPER.createObjectNode();
            json.put(form.names().iv(), form.encoding().write(parts.iv()));
            json.put(form.names().data(), form.encoding().write(parts.data()));
            if (parts.tag().length > 0) {
                json.put(form.names().tag(), form.encoding().write(parts.tag()));
            }
            return sealed(form, json.toString(), Map.of());
        }
    },
    /** {@code iv:data} or {@code iv:data:tag}. */
    COLON("text/plain") {
        @Override
        Parts open(AesSettings form, byte[] body, MessageHeaders headers) throws RefusedException {
            String[] texts = ascii(body).split(":", -1);
            if (texts.length != (form.mode().tag() == 0 ? 2 : 3)) {
                throw new RefusedException("the envelope does not have the parts of mode " + form.mode());
            }
            byte[] tag = texts.length == 3 ? form.encoding().read(texts[2]) : new byte[0];
            return new Parts(form.encoding().read(texts[0]), form.encoding().read(texts[1]), tag);
        }

        @Override
        Sealed seal(AesSettings form, Parts parts) {
            ByteText text = form.encoding();
            String tag = parts.tag().length == 0 ? "" : ":" + text.write(parts.tag());
            return sealed(form, text.write(parts.iv()) + ":" + text.write(parts.data()) + tag, Map.of());
        }
    },
    /** The bytes one after the other: vector, data, tag. */
    CONCAT("text/plain") {
        @Override
        Parts open(AesSettings form, byte[] body, MessageHeaders headers) throws RefusedException {
            byte[] all = form.encoding().read(ascii(body));
            int dataEnd = all.length - form.mode().tag();
            if (dataEnd < form.ivLength()) {
                throw new RefusedException("the message is shorter than its vector and tag");
            }
            return new Parts(
                    Arrays.copyOf(all, form.ivLength()),
                    Arrays.copyOfRange(all, form.ivLength(), dataEnd),
                    Arrays.copyOfRange(all, dataEnd, all.length));
        }

        @Override
        Sealed seal(AesSettings form, Parts parts) {
            byte[] all = ByteBuffer.allocate(parts.iv().length + parts.data().length + parts.tag().length)
                    .put(parts.iv())
                    .put(parts.data())
                    .put(parts.tag())
                    .array();
            return sealed(form, form.encoding().write(all), Map.of());
        }
    },
    /** Vector and tag in headers, the body is the data. */
    HEADER("text/plain") {
        @Override
        Parts open(AesSettings form, byte[] body, MessageHeaders headers) throws RefusedException {
            byte[] tag = form.mode().tag() == 0
                    ? new byte[0]
                    : form.encoding().read(headers.only(form.names().tag()));
            return new Parts(
                    form.encoding().read(headers.only(form.names().iv())),
                    form.encoding().read(ascii(body)),
                    tag);
        }

        @Override
        Sealed seal(AesSettings form, Parts parts) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put(form.names().iv(), form.encoding().write(parts.iv()));
            if (parts.tag().length > 0) {
                headers.put(form.names().tag(), form.encoding().write(parts.tag()));
            }
            return sealed(form, form.encoding().write(parts.data()), headers);
        }
    };

    /** What an envelope holds; the tag is empty without one. */
    record Parts(byte[] iv, byte[] data, byte[] tag) {}

    private final String contentType;

    AesEnvelope(String contentType) {
        this.contentType = contentType;
    }

    /** Content type of a message in this envelope. */
    public String contentType() {
        return contentType;
    }

    abstract Parts open(AesSettings form, byte[] body, MessageHeaders headers) throws RefusedException;

    abstract Sealed seal(AesSettings form, Parts parts);

    private static Sealed sealed(AesSettings form, String body, Map<String, String> extra) {
        Map<String, String> headers = new LinkedHashMap<>(extra);
        headers.put(form.markerHeader(), form.markerValue());
        return new Sealed(body.getBytes(StandardCharsets.UTF_8), form.envelope().contentType(), Map.copyOf(headers));
    }

    private static JsonNode tree(byte[] body) throws RefusedException {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new RefusedException("the envelope is not JSON");
        }
    }

    private static byte[] member(AesSettings form, JsonNode json, String name) throws RefusedException {
        JsonNode value = json == null ? null : json.get(name);
        if (value == null || !value.isTextual()) {
            throw new RefusedException("the envelope has no text '" + name + "'");
        }
        return form.encoding().read(value.textValue());
    }

    private static String ascii(byte[] body) throws RefusedException {
        try {
            return StandardCharsets.US_ASCII
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            throw new RefusedException("the message is not plain text");
        }
    }
}
