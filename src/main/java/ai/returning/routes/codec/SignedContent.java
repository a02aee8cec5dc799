package ai.returning.routes.codec;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The general form of a signature, for gateways in front: an HMAC in a header over a declared content, such as
 * {@code {timestamp}.{body}}.
 */
public final class SignedContent implements Proof {
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha256", "HmacSHA256", "sha384", "HmacSHA384", "sha512", "HmacSHA512");
    private static final Pattern PLACE = Pattern.compile("\\{(body|timestamp|header:([A-Za-z0-9-]{1,64}))}");
    private static final int LONGEST = 1024;

    /**
     * What is declared.
     *
     * @param header that carries the signature
     * @param algorithm sha256, sha384 or sha512
     * @param prefix before the signature in the header, such as {@code sha256=}
     * @param content text with {@code {body}}, {@code {timestamp}} and {@code {header:<name>}}
     * @param timestampHeader whole seconds; needed if the content names the timestamp
     */
    public record Form(
            String header,
            String algorithm,
            ByteText encoding,
            String prefix,
            String content,
            @Nullable String timestampHeader,
            Duration tolerance) {}

    private sealed interface Part {}

    private record Text(byte[] bytes) implements Part {}

    private record Header(String name) implements Part {}

    private record Body() implements Part {}

    private final Form form;
    private final HmacKeys keys;
    private final List<Part> parts;

    /** @param secrets as they are, in UTF-8; the first one signs */
    public SignedContent(Form form, List<String> secrets) {
        String algorithm = ALGORITHMS.get(form.algorithm().toLowerCase(Locale.ROOT));
        if (algorithm == null) {
            throw unfit("algorithm '" + form.algorithm() + "' must be sha256, sha384 or sha512");
        }
        this.form = form;
        this.keys = new HmacKeys(
                algorithm,
                secrets.stream()
                        .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                        .toList());
        this.parts = parts(form);
        if (parts.stream().noneMatch(Body.class::isInstance)) {
            throw unfit("signed content '" + form.content() + "' leaves out {body}, so anybody could change it");
        }
    }

    private static List<Part> parts(Form form) {
        List<Part> parts = new ArrayList<>();
        Matcher place = PLACE.matcher(form.content());
        int end = 0;
        while (place.find()) {
            text(form.content().substring(end, place.start()), parts);
            end = place.end();
            String name = place.group(2);
            if (name != null) {
                parts.add(new Header(name));
            } else if (place.group(1).equals("body")) {
                parts.add(new Body());
            } else if (form.timestampHeader() == null) {
                throw unfit("signed content '" + form.content() + "' needs the header of the timestamp");
            } else {
                parts.add(new Header(form.timestampHeader()));
            }
        }
        text(form.content().substring(end), parts);
        return List.copyOf(parts);
    }

    private static void text(String text, List<Part> parts) {
        if (text.contains("{") || text.contains("}")) {
            throw unfit("signed content has '" + text + "'; it knows {body}, {timestamp} and {header:<name>}");
        }
        if (!text.isEmpty()) {
            parts.add(new Text(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static RaiException unfit(String why) {
        return new RaiException(ErrorCode.CONFIG_INVALID, "A signature cannot be checked like this: " + why + ".");
    }

    @Override
    public void check(byte[] body, MessageHeaders headers, long now) throws RefusedException {
        if (form.timestampHeader() != null) {
            SignedTime.check(headers.only(form.timestampHeader()), now, form.tolerance());
        }
        String given = headers.only(form.header());
        if (given.length() > LONGEST || !given.startsWith(form.prefix())) {
            throw new RefusedException("header " + form.header() + " is no signature of the declared form");
        }
        byte[] signature = form.encoding().read(given.substring(form.prefix().length()));
        if (!keys.anyFits(List.of(signature), content(body, headers))) {
            throw new RefusedException("the signature in header " + form.header() + " does not fit");
        }
    }

    /** The value of the signature header, for senders and tests; the headers it covers must be given. */
    public String sign(byte[] body, MessageHeaders headers) throws RefusedException {
        return form.prefix() + form.encoding().write(keys.sign(content(body, headers)));
    }

    private byte[][] content(byte[] body, MessageHeaders headers) throws RefusedException {
        byte[][] content = new byte[parts.size()][];
        for (int i = 0; i < content.length; i++) {
            Part part = parts.get(i);
            if (part instanceof Text text) {
                content[i] = text.bytes();
            } else if (part instanceof Header header) {
                content[i] = headers.only(header.name()).getBytes(StandardCharsets.UTF_8);
            } else {
                content[i] = body;
            }
        }
        return content;
    }
}
