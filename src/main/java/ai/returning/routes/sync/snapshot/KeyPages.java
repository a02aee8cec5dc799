package ai.returning.routes.sync.snapshot;

import ai.returning.routes.support.RaiException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Pages of a key set: small tables with open addressing. A slot is the mixed hash and the low word of a key. The page
 * implies the top bits of the hash, and in their place stands the mark, which is never 0: so a slot of 16 bytes tells
 * free from taken and loses nothing.
 */
final class KeyPages implements AutoCloseable {
    static final int IMPLIED_BITS = 6;
    static final byte MAX_MARK = (1 << IMPLIED_BITS) - 1;

    private static final int SLOT = 16;
    private static final int SLOTS = 3072;
    private static final int PAGE = SLOT * SLOTS;
    private static final int FULL = SLOTS * 17 / 20;
    private static final int EXTENT_PAGES = 32;
    private static final int MARK_SHIFT = 64 - IMPLIED_BITS;
    private static final long HASH_BITS = -1L >>> IMPLIED_BITS;
    private static final long LOW_WORD = 0xffff_ffffL;

    private final ScratchFile file;
    private final byte[] zeros = new byte[PAGE];
    private final ByteBuffer moved = ByteBuffer.allocate(PAGE).order(ByteOrder.nativeOrder());
    private ByteBuffer[] extents = {};
    private int[] counts = new int[1 << IMPLIED_BITS];
    private int pages;

    private KeyPages(ScratchFile file) {
        this.file = file;
    }

    /** A file with so many empty pages, numbered from 0. */
    static KeyPages create(Path folder, int pages) {
        KeyPages created = new KeyPages(ScratchFile.create(folder, "keys"));
        try {
            for (int page = 0; page < pages; page++) {
                created.add();
            }
        } catch (RaiException e) {
            created.close();
            throw e;
        }
        return created;
    }

    /** A further empty page. */
    int add() {
        if (pages == extents.length * EXTENT_PAGES) {
            long start = file.end();
            file.appendZeros((long) PAGE * EXTENT_PAGES);
            extents = Arrays.copyOf(extents, extents.length + 1);
            extents[extents.length - 1] = file.map(MapMode.READ_WRITE, start, (long) PAGE * EXTENT_PAGES)
                    .order(ByteOrder.nativeOrder());
        }
        if (pages == counts.length) {
            counts = Arrays.copyOf(counts, counts.length * 2);
        }
        return pages++;
    }

    boolean full(int page) {
        return counts[page] >= FULL;
    }

    byte get(int page, long hash, long low) {
        ByteBuffer extent = extent(page);
        return (byte) (extent.getLong(slot(extent, page, hash, low)) >>> MARK_SHIFT);
    }

    /** Returns false and changes nothing if the key is there. */
    boolean add(int page, long hash, long low, byte mark) {
        ByteBuffer extent = extent(page);
        int at = slot(extent, page, hash, low);
        if (extent.getLong(at) != 0) {
            return false;
        }
        extent.putLong(at, word(hash, mark));
        extent.putLong(at + Long.BYTES, low);
        counts[page]++;
        return true;
    }

    boolean mark(int page, long hash, long low, byte mark) {
        ByteBuffer extent = extent(page);
        int at = slot(extent, page, hash, low);
        if (extent.getLong(at) == 0) {
            return false;
        }
        extent.putLong(at, word(hash, mark));
        return true;
    }

    /** Moves the keys whose hash has the given bit into a further page, and returns that. */
    int split(int page, long bit) {
        int sibling = add();
        ByteBuffer extent = extent(page);
        extent.get(start(page), moved.array());
        extent.put(start(page), zeros);
        counts[page] = 0;
        for (int at = 0; at < PAGE; at += SLOT) {
            long word = moved.getLong(at);
            if (word != 0) {
                int to = (word & bit) == 0 ? page : sibling;
                add(to, word, moved.getLong(at + Long.BYTES), (byte) (word >>> MARK_SHIFT));
            }
        }
        return sibling;
    }

    @Override
    public void close() {
        extents = new ByteBuffer[0];
        file.close();
    }

    /** Where the key stands or, in a free slot, would stand. There is one: no page is ever filled up. */
    private static int slot(ByteBuffer extent, int page, long hash, long low) {
        int start = start(page);
        int end = start + PAGE;
        int at = start + (int) ((hash & LOW_WORD) * SLOTS >>> 32) * SLOT;
        while (true) {
            long word = extent.getLong(at);
            if (word == 0 || (word ^ hash) << IMPLIED_BITS == 0 && extent.getLong(at + Long.BYTES) == low) {
                return at;
            }
            at += SLOT;
            if (at == end) {
                at = start;
            }
        }
    }

    private static long word(long hash, byte mark) {
        return hash & HASH_BITS | (long) mark << MARK_SHIFT;
    }

    private ByteBuffer extent(int page) {
        return extents[page / EXTENT_PAGES];
    }

    private static int start(int page) {
        return page % EXTENT_PAGES * PAGE;
    }
}
