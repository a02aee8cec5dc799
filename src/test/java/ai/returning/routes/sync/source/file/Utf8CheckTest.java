package ai.returning.routes.sync.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is UTF-8 is what the decoder of the runtime takes, however the bytes are cut into blocks. */
class Utf8CheckTest {
    private static final int[] BYTES = {
        'a', 'b', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEE, 0xEF, 0xF0,
        0xF1, 0xF4, 0xF5, 0xFF
    };

    @Test
    void agreesWithTheDecoderOnEachSequenceOfUpToFourBytes() {
        for (int a : BYTES) {
            for (int b : BYTES) {
                for (int c : BYTES) {
                    for (int d : BYTES) {
                        byte[] text = {(byte) a, (byte) b, (byte) c, (byte) d};
                        assertThat(valid(text, 4)).as("%x %x %x %x", a, b, c, d).isEqualTo(decodes(text));
                    }
                }
            }
        }
    }

    @Test
    void agreesWithTheDecoderWhereverBlocksEnd() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            byte[] text = "Zürich 😀 aaaaaaaaaaaaaaaa €".getBytes(StandardCharsets.UTF_8);
            if (round % 2 == 0) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            assertThat(valid(text, 1 + random.nextInt(text.length)))
                    .as(new String(text, StandardCharsets.ISO_8859_1))
                    .isEqualTo(decodes(text));
        }
    }

    @Test
    void saysWhichByteDoesNotBelong() {
        byte[] text = "aaaaaaaaaé?a".getBytes(StandardCharsets.UTF_8);
        text[11] = (byte) 0xA9;
        assertThat(new Utf8Check().wrong(text, 0, text.length)).isEqualTo(11);
    }

    private static boolean valid(byte[] text, int block) {
        Utf8Check check = new Utf8Check();
        for (int from = 0; from < text.length; from += block) {
            if (check.wrong(text, from, Math.min(text.length, from + block)) >= 0) {
                return false;
            }
        }
        return !check.isOpen();
    }

    private static boolean decodes(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
