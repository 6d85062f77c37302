from tests.flows.facility import *

async def test_x(sqlite_database, tmp_path):
    import time
    async with open_facility(sqlite_database, tmp_path/"data") as f:
        t=time.time()
        c = await f.chat("amina")
        async def out(x): print("=====", round(time.time()-t,2)); print(x)
        await c.say("/request")
        for w in ["Ministry of Labour","Togo", "Amina Diallo","amina@labour.example","Monitoring of social pensions","social pensions, monitoring and evaluation", "We do not know who is paid late.", "Late payments are seen within a month.", "skip", "skip", "9-27 March 2026", "5", "English"]:
            await c.say(w)
        for p in ["f:langs:done", "f:count:2", "f:skip", "f:skip"]:
            await out(await c.press(p))
        print([ (b.label,b.action) for b in c.buttons()])
        await out(await c.press("f:edit:duration_days"))
        await out(await c.press("f:back"))
        await out(await c.press("f:send"))
        o = await f.chat(OLGA)
        await out(await o.say("/queue"))
        print([ (b.label,b.action) for b in o.buttons()])
        await out(await o.press("card:1"))
        print([ (b.label,b.action) for b in o.buttons()])
        await out(await o.press("eligible:1"))
        await out(o.last)
        print(await f.notes())
        for m in f.outside.received: print("#######", m.recipients, m.subject); print(m.text)
        await out(await o.say("/approve 2026-01 A"))
        for m in f.outside.received[-2:]: print("#######", m.recipients, m.subject); print(m.text)
        for m in f.outside.received[-2:]:
            await f.reply(m, "Yes")
        print("===CHAT", c.last)
        for m in f.outside.received[-6:]: print("#######", m.recipients, m.subject); print(m.text)
        await out(await c.say("/status"))
