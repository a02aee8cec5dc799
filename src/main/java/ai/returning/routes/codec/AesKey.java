package ai.returning.routes.codec;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key of 32 characters, which are its bytes: nothing is derived. */
public final class AesKey {
    private static final int BYTES = 32;

    private final SecretKey key;

    private AesKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /**
     * Takes a key as the administrator has it.
     *
     * @param name of the setting, for the error
     * @throws RaiException CONFIG_INVALID if its UTF-8 form does not have exactly 32 bytes
     */
    public static AesKey of(String text, String name) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != BYTES) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    name + " must have exactly 32 plain characters (32 bytes), but has " + bytes.length
                            + " bytes. Copy the key of the webhook from the panel anew.");
        }
        return new AesKey(bytes);
    }

    SecretKey secret() {
        return key;
    }

    @Override
    public String toString() {
        return "AesKey";
    }
}
