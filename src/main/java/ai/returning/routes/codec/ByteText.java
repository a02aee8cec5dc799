package ai.returning.routes.codec;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** How bytes are written as text. */
public enum ByteText {
    BASE64,
    HEX;

    private static final HexFormat HEX_FORM = HexFormat.of();

    /** Lower case where the form has letters of its own choice. */
    public String write(byte[] bytes) {
        return this == HEX ? HEX_FORM.formatHex(bytes) : Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws RefusedException if the text is not of this form */
    public byte[] read(String text) throws RefusedException {
        try {
            return this == HEX ? HEX_FORM.parseHex(text) : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("a value is not " + name().toLowerCase(Locale.ROOT));
        }
    }
}
