#include "DatagramBio.h"

#include <algorithm>
#include <cstring>

namespace carillon {

namespace {

DatagramBio &bioOf(BIO *handle)
{
    return *static_cast<DatagramBio *>(BIO_get_data(handle));
}

int write(BIO *handle, const char *data, int size)
{
    BIO_clear_retry_flags(handle);
    bioOf(handle).send(QByteArray(data, size));
    return size; // what the network loses is DTLS' own business
}

int read(BIO *handle, char *data, int size)
{
    BIO_clear_retry_flags(handle);
    DatagramBio &bio = bioOf(handle);
    if (!bio.arrived) {
        BIO_set_retry_read(handle);
        return -1;
    }
    const int count = int(std::min<qsizetype>(size, bio.arrived->size()));
    std::memcpy(data, bio.arrived->constData(), std::size_t(count));
    bio.arrived.reset(); // as recv(): the rest of a datagram is gone
    return count;
}

long control(BIO *, int command, long, void *)
{
    switch (command) {
    case BIO_CTRL_FLUSH:
    case BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT: return 1;
    case BIO_CTRL_DGRAM_QUERY_MTU:
    case BIO_CTRL_DGRAM_GET_FALLBACK_MTU: return DatagramBio::Mtu;
    default: return 0;
    }
}

const BIO_METHOD *method()
{
    static const BIO_METHOD *const made = [] {
        BIO_METHOD *fresh = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "datagrams");
        BIO_meth_set_write(fresh, write);
        BIO_meth_set_read(fresh, read);
        BIO_meth_set_ctrl(fresh, control);
        return fresh;
    }();
    return made;
}

} // namespace

BIO *DatagramBio::makeHandle()
{
    BIO *handle = BIO_new(method());
    if (handle) {
        BIO_set_data(handle, this);
        BIO_set_init(handle, 1);
    }
    return handle;
}

} // namespace carillon
