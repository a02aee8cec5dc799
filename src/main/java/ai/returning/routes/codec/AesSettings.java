package ai.returning.routes.codec;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;

/**
 * The form of an encrypted webhook.
 *
 * @param ivLength bytes of the initialisation vector: 12 or 16 for GCM, 16 for CBC
 * @param names members of the JSON envelope, or headers of the envelope {@code HEADER}
 * @param markerHeader header by which an encrypted request says that it is one
 */
public record AesSettings(
        AesMode mode,
        AesEnvelope envelope,
        ByteText encoding,
        int ivLength,
        Names names,
        String markerHeader,
        String markerValue) {

    /** How initialisation vector, data and tag are called; data has no name in a header, it is the body. */
    public record Names(String iv, String data, String tag) {
        public static final Names STANDARD = new Names("iv", "data", "tag");
    }

    public AesSettings {
        boolean fits = ivLength == 16 || mode == AesMode.GCM && ivLength == 12;
        if (!fits) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "iv-length " + ivLength + " does not fit mode " + mode + ": 12 or 16 for GCM, 16 for CBC.");
        }
    }

    /** GCM in a JSON envelope, as it is assumed where nothing else is known. */
    public static AesSettings of(AesMode mode, AesEnvelope envelope, ByteText encoding) {
        return new AesSettings(mode, envelope, encoding, mode.usualIv(), Names.STANDARD, "x-encrypted", "true");
    }
}
