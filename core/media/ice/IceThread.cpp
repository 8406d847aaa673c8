#include "IceThread.h"

#include <thread>

#include <nice/agent.h>
#include <nice/debug.h>

namespace carillon {

struct IceThread::Private {
    GMainContext *context = g_main_context_new();
    GMainLoop *loop = g_main_loop_new(context, FALSE);
    int closing = 0; ///< ICE thread only
    std::thread thread;

    void run();
    void letClose();
};

namespace {

using Task = std::function<void()>;

gboolean runTask(gpointer data)
{
    (*static_cast<Task *>(data))();
    return G_SOURCE_REMOVE;
}

void freeTask(gpointer data)
{
    delete static_cast<Task *>(data);
}

gboolean setFlag(gpointer data)
{
    *static_cast<bool *>(data) = true;
    return G_SOURCE_REMOVE;
}

} // namespace

void IceThread::Private::run()
{
    g_main_context_push_thread_default(context);
    g_main_loop_run(loop);
    letClose();
    g_main_context_pop_thread_default(context);
}

void IceThread::Private::letClose()
{
    bool isLate = false;
    GSource *limit = g_timeout_source_new(guint(ShutdownLimit.count()));
    g_source_set_callback(limit, setFlag, &isLate, nullptr);
    g_source_attach(limit, context);
    while (closing > 0 && !isLate)
        g_main_context_iteration(context, TRUE);
    g_source_destroy(limit);
    g_source_unref(limit);
}

IceThread::IceThread()
    : d(std::make_unique<Private>())
{
    // With NICE_DEBUG or G_MESSAGES_DEBUG in the environment libnice writes passwords into the log: of TURN,
    // and of each check.
    nice_debug_disable(TRUE);
    d->thread = std::thread([this] { d->run(); });
}

IceThread::~IceThread()
{
    post([loop = d->loop] { g_main_loop_quit(loop); });
    d->thread.join();
    g_main_loop_unref(d->loop);
    g_main_context_unref(d->context);
}

void IceThread::post(std::function<void()> task)
{
    GSource *source = g_idle_source_new();
    // Of the same priority as sockets: neither starves the other, and tasks keep their order.
    g_source_set_priority(source, G_PRIORITY_DEFAULT);
    g_source_set_callback(source, runTask, new Task(std::move(task)), freeTask);
    g_source_attach(source, d->context);
    g_source_unref(source);
}

GMainContext *IceThread::context() const
{
    return d->context;
}

void IceThread::closingBegins()
{
    ++d->closing;
}

void IceThread::closingEnded()
{
    --d->closing;
}

} // namespace carillon
