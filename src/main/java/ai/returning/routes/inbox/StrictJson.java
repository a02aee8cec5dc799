package ai.returning.routes.inbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the text of an event, and nothing that another reader could take otherwise: one document, UTF-8, no key twice,
 * at most 64 levels, numbers with all their digits.
 */
public final class StrictJson {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;
    /** 10^308 is more than any amount; an exponent beyond it would fill the memory once it is written out. */
    private static final int LARGEST_SCALE = 308;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StrictJson() {}

    /** @throws UnreadableException with a sentence that quotes nothing of the text */
    public static JsonNode read(byte[] text) throws UnreadableException {
        CharBuffer characters;
        try {
            characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new UnreadableException("it is not UTF-8");
        }
        if (characters.length() > 0 && characters.charAt(0) == '\uFEFF') {
            throw new UnreadableException("it begins with a byte order mark");
        }
        JsonNode json;
        try (JsonParser parser =
                MAPPER.getFactory().createParser(characters.array(), characters.arrayOffset(), characters.length())) {
            json = MAPPER.readTree(parser);
        } catch (JsonProcessingException e) {
            throw new UnreadableException("it is not one JSON document with each key once: " + place(e));
        } catch (IOException e) {
            throw new UnreadableException("it cannot be read");
        }
        if (json == null || json.isMissingNode()) {
            throw new UnreadableException("it is empty");
        }
        check(json);
        return json;
    }

    /** The message of the parser may quote the text. */
    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? e.getClass().getSimpleName()
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static void check(JsonNode node) throws UnreadableException {
        if (node.isTextual()) {
            checkText(node.textValue());
        } else if (node.isNumber() && Math.abs((long) node.decimalValue().scale()) > LARGEST_SCALE) {
            throw new UnreadableException("a number is too large");
        } else if (node.isObject()) {
            for (var member : node.properties()) {
                checkText(member.getKey());
                check(member.getValue());
            }
        } else if (node.isArray()) {
            for (JsonNode item : node) {
                check(item);
            }
        }
    }

    /** Neither databases nor targets take these. */
    private static void checkText(String text) throws UnreadableException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new UnreadableException("a text holds the character U+0000");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new UnreadableException("a text holds half a character");
                }
                i++;
            }
        }
    }
}
